/**
 * Predictions that wait for their labels, and the labels that come: matched by id, with bounded
 * memory and exact books.
 *
 * <p>Start with {@link io.modelmon.performance.join.LabelStore}: it says where waiting predictions
 * are kept (memory, a file, a shared database) and opens one {@link
 * io.modelmon.performance.join.LabelJoin} per model. What a pair is worth is decided elsewhere.
 *
 * <h2>The rules</h2>
 *
 * <p>An <i>entry</i> belongs to one id and is one of three things: a <i>waiting</i> prediction (one
 * per id and version), a <i>remembered</i> label (of a prediction that has been joined; one per id
 * and version) or an <i>early</i> label (one per id). Times are the callers', never before 0 and
 * never after the newest {@code advance}.
 *
 * <p><b>A prediction</b> of an id and version at time p:
 *
 * <ol>
 *   <li>The entry of the same id and version, if any, is given up: the id is <i>re-used</i>, the
 *       newest prediction wins. If it was waiting, that prediction is <i>replaced</i>.
 *   <li>If there is an early label of the id, not made before p − {@code early}, the two are a
 *       pair, and the label counts as <i>early</i>.
 *   <li>Otherwise, if the id was not re-used and a label is remembered for another version, not
 *       made before p − {@code early}, prediction and label are a pair (a shadow model that answers
 *       later); the label has been counted before. Of several the newest is taken, of equally new
 *       ones the smaller.
 *   <li>Otherwise the prediction waits.
 * </ol>
 *
 * <p><b>A label</b> of an id at time l:
 *
 * <ol>
 *   <li>It makes a pair with every waiting prediction of the id that was made at or before l +
 *       {@code early}. It is <i>joined</i> when l is at most {@code wait} after at least one of
 *       them, otherwise <i>late</i>.
 *   <li>Otherwise, if a label of the id is remembered or waits, it is a <i>duplicate</i> when one
 *       of them is equal, otherwise <i>conflicting</i>. The first label stays.
 *   <li>Otherwise, if predictions wait that are too new for it, it is an <i>orphan</i>: it is about
 *       an earlier use of the id.
 *   <li>Otherwise it waits as an early label.
 * </ol>
 *
 * <p><b>The clock</b> moves with {@code advance(now)}, also backwards. Early labels older than
 * {@code early} are given up as <i>orphan</i>, waiting predictions older than {@code expire} as
 * <i>expired</i>, remembered labels older than {@code expire} are forgotten; each kind in the order
 * in which its entries came, so that an entry from the future holds back those after it.
 *
 * <p><b>Memory</b> holds at most {@code capacity} entries. Room for another is made by forgetting
 * the oldest remembered label; if there is none, by giving up the oldest early label, which is then
 * <i>dropped</i>; if there is none, a new early label is dropped itself, and a new prediction takes
 * the place of the oldest waiting one, which is <i>dropped</i>. Early labels of several items take
 * 32 MiB for these at most; beyond, the oldest early label is dropped. A label is dropped as well
 * when it is not known any more what its code stands for.
 *
 * <p><b>The books</b>: every label has at most one outcome, and once it has one it keeps it; labels
 * without one are open. Every prediction has at most one outcome; those without one wait. So,
 * counting what was restored from a store as having come again, the sums are exact at any time.
 */
@NullMarked
package io.modelmon.performance.join;

import org.jspecify.annotations.NullMarked;

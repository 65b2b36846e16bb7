/**
 * The two forms in which profiles and windows are written, compact bytes and JSON, behind one
 * interface, so that content is described once.
 *
 * <p>Entry points: {@link io.modelmon.profile.format.ContentSink} and {@link
 * io.modelmon.profile.format.ContentSource}. Uses nothing else of the project.
 */
@NullMarked
package io.modelmon.profile.format;

import org.jspecify.annotations.NullMarked;

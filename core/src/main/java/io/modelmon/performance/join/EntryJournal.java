package io.modelmon.performance.join;

/** Told of every change of entries, so that a store can keep up; same thread as the join. */
interface EntryJournal {

  /** Keeps nothing. */
  EntryJournal NONE =
      new EntryJournal() {
        @Override
        public void put(EntryTable table, int entry) {
          // Memory is all there is.
        }

        @Override
        public void remove(EntryTable table, int entry) {
          // Memory is all there is.
        }
      };

  /** An entry is new or has changed; it replaces one of the same id, version and kind or kinds. */
  void put(EntryTable table, int entry);

  /** An entry is about to be removed. */
  void remove(EntryTable table, int entry);
}

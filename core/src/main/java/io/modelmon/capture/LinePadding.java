package io.modelmon.capture;

/**
 * A cache line in front of the fields of a subclass, so that two threads whose objects lie side by
 * side do not write to the same line.
 */
abstract class LinePadding {
  long before0;
  long before1;
  long before2;
  long before3;
  long before4;
  long before5;
  long before6;
  long before7;
}

/**
 * Plays applications at the service: first held-out rows as they are, then the same rows from a
 * shifted population.
 */
@NullMarked
package com.example.credit.traffic;

import org.jspecify.annotations.NullMarked;

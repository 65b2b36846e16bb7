/**
 * Turns the German credit data into a model, and into the files that describe what it was trained
 * on.
 */
@NullMarked
package com.example.credit.train;

import org.jspecify.annotations.NullMarked;

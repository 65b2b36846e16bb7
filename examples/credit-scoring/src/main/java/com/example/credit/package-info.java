/** A credit scoring service: how its programs read their command lines. */
@NullMarked
package com.example.credit;

import org.jspecify.annotations.NullMarked;

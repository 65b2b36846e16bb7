/** The HTTP service: one endpoint, {@code POST /score}. */
@NullMarked
package com.example.credit.service;

import org.jspecify.annotations.NullMarked;

/** The credit model, its schema and its inputs. */
@NullMarked
package com.example.credit.model;

import org.jspecify.annotations.NullMarked;

/**
 * The Java agent. {@code ModelmonAgent}, the entry class, lives here and is compiled apart;
 * everything else lies in packages below and is loaded by it in isolation.
 */
@NullMarked
package io.modelmon.agent;

import org.jspecify.annotations.NullMarked;

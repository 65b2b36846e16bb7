/**
 * The scenarios of {@link host.Scenarios}: models as applications write them, and their callers.
 */
package host.cases;

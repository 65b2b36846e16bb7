/**
 * Applications that know nothing of the agent. They run in JVMs of their own, and print what they
 * see, so that a run with the agent can be compared line by line with one without.
 */
package host;

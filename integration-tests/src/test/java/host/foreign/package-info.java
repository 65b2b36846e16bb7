/** Classes that hosts define through class loaders of their own. */
package host.foreign;

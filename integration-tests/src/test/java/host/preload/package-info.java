/** Another agent, which comes first and loads the application's classes. */
package host.preload;

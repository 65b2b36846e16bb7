/** The application inside the nested jar. */
package host.fat.app;

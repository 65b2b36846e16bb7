/** An application in one jar, with its classes and libraries in jars inside that jar. */
package host.fat;

/** An application that exports and opens nothing. */
module acme.modular {}

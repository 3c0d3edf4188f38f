/** Puts the core together for a session: the part of the server that takes time to load. */

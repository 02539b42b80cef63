"""Work of the administrator: copies, restoring, export, the state of the installation."""

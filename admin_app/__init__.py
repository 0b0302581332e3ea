"""The web application: public pages, portals, back office and the payments sandbox."""

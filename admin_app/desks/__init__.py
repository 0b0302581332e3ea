"""Where staff act: one module per capability, with `routes` built on `admin_app.desks.frame`."""

"""Pages about schools, classes, coaches and students."""

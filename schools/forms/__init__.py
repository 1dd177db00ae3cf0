"""Forms that shape what people type about schools and students."""

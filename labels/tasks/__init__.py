"""What the worker and the timetable do: one file per noun."""

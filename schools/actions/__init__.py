"""What people do with schools, classes, coaches, students and representatives."""

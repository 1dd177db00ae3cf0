"""Why not: a refusal or none, one file per noun."""

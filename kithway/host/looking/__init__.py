"""What the doctor looks at, a module a thing. Nothing here is changed, and no other host asked."""

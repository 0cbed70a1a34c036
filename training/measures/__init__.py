"""What is measured of generated images and of attention."""

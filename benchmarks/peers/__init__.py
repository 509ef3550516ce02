"""The same work done with other libraries, each as someone who knows it well would do it."""

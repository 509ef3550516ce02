"""What rules and findings say to people, in both languages."""

"""What plants work on: tables in the making, and the valid pieces that they add and then spoil."""

"""What work costs as it grows: answers, conversations that are stored, streams that are open."""

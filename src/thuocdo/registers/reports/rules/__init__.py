"""What a period covers and when it is due, what may follow a state, what a report is made of."""

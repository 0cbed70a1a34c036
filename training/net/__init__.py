"""The two networks, their layers and losses, and what makes several processes one."""

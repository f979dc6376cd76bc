"""Who helps and where: organisations, their places, the people who keep them true."""

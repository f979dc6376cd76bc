"""The digital-help guide of Miramas: settings, URLs and what runs the site."""

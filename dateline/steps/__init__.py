"""The five steps of a build: load, parse, place, render, write."""

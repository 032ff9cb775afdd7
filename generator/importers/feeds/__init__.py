"""Feeds in XML and JSON: every entry is a draft or names a page."""

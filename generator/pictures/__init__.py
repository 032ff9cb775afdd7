"""Pictures of `content/pictures/` become the files of the site: three widths, small formats, nothing but pixels."""

from generator.pictures.asked import asked_for, with_pictures
from generator.pictures.making import Known, Made, make

__all__ = ["Known", "Made", "asked_for", "make", "with_pictures"]

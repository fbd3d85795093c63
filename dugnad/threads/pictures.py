"""Pictures on a matter are cleaned as all pictures are."""

from dugnad.tenancy.pictures import FORMATS, LARGE, MAX_BYTES, MAX_PIXELS, SMALL, CleanPicture, clean_picture

__all__ = ["FORMATS", "LARGE", "MAX_BYTES", "MAX_PIXELS", "SMALL", "CleanPicture", "clean_picture"]

"""What of Wagtail's own is the same on every machine."""

WAGTAIL_SITE_NAME = "Studio"
WAGTAIL_ENABLE_UPDATE_CHECK = False  # calls out
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # calls out
# refuses what the editor never sends
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "studio.rich_text.RichTextArea"}}
WAGTAILIMAGES_IMAGE_MODEL = "studio.StudioImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "studio.image_forms.ImageForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 30_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "studio.document_forms.DocumentForm"
# Nothing that a browser would run or show as a page of ours: no html, svg, xml.
WAGTAILDOCS_EXTENSIONS = [
    *("pdf", "txt", "csv", "rtf", "odt", "ods", "odp", "docx", "xlsx", "pptx"),
    *("ics", "gpx", "zip", "mp3", "m4a", "ogg", "mp4"),
]
WAGTAILAPI_LIMIT_MAX = 50
TAGGIT_CASE_INSENSITIVE = True

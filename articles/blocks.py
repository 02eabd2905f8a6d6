from wagtail import blocks

from articles.citations import EMBED_TYPE
from studio.blocks import prose_blocks


class ArticleBodyBlock(blocks.StreamBlock):
    """The body of an article: running text in which every rich text can cite."""

    def __init__(self, local_blocks: list | None = None, **kwargs: object) -> None:
        super().__init__([*prose_blocks([EMBED_TYPE]), *(local_blocks or [])], **kwargs)

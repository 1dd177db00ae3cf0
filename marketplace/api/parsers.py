"""What the API reads: JSON that can be said back to who sent it."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class WholeJSONParser(JSONParser):
    """JSON of whole characters, nested no deeper than the machine follows; anything else is a 400."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The body; half a surrogate pair is no text that a refusal could name or a column could hold."""
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:
            raise ParseError from error
        return data

"""Teaches papermill to write parameters in TypeScript. With this folder on PYTHONPATH, papermill finds it by itself."""

import json

from papermill.engines import NBClientEngine
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    @classmethod
    def translate(cls, value):
        """JSON is TypeScript, and so are the NaN and Infinity that Python writes into it."""
        return json.dumps(value, default=str)

    @classmethod
    def comment(cls, text):
        return f"// {text}".strip()

    @classmethod
    def assign(cls, name, value):
        return f"const {name} = {value};"


papermill_translators.register("typescript", TypeScriptTranslator)

# papermill asks plug-ins for engines alone; this one is its own, under our name.
Engine = NBClientEngine

"""Rights on the rules: everybody reads the law."""

from tests.rights.harness import OK, Row, nothing

RIGHTS = [Row("rulebook:rules", nothing, other=OK)]

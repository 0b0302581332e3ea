"""What Stripe's API accepts and answers, derived from the installed `stripe` package's source.

The package is generated from Stripe's own description, so it is the contract of the API version
it pins. It is read as text and never imported.
"""

from admin_app.sandbox.contract.contract import CheckedRequest, Contract
from admin_app.sandbox.contract.operations import Operation
from admin_app.sandbox.contract.shapes import Violation

__all__ = ["CheckedRequest", "Contract", "Operation", "Violation"]

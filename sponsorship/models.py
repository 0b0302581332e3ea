"""Every table, imported together: for Alembic, the schema files and the tests; for nothing else."""

from sponsorship.announcements import models as announcements  # noqa: F401
from sponsorship.audit import AuditNote as AuditNote
from sponsorship.banking import models as banking  # noqa: F401
from sponsorship.constituents import models as constituents  # noqa: F401
from sponsorship.contracts import models as contracts  # noqa: F401
from sponsorship.database import Base
from sponsorship.documents import models as documents  # noqa: F401
from sponsorship.donations import models as donations  # noqa: F401
from sponsorship.fulfilment import models as fulfilment  # noqa: F401
from sponsorship.funds import models as funds  # noqa: F401
from sponsorship.importing import models as importing  # noqa: F401
from sponsorship.invoicing import models as invoicing  # noqa: F401
from sponsorship.jobs import models as jobs  # noqa: F401
from sponsorship.ledger import models as ledger  # noqa: F401
from sponsorship.lifecycle import StatusChange as StatusChange
from sponsorship.mailings import models as mailings  # noqa: F401
from sponsorship.messages import models as messages  # noqa: F401
from sponsorship.numbering import NumberSeries as NumberSeries
from sponsorship.payments import models as payments  # noqa: F401
from sponsorship.places import models as places  # noqa: F401
from sponsorship.portal import models as portal  # noqa: F401
from sponsorship.questions import models as questions  # noqa: F401
from sponsorship.receipts import models as receipts  # noqa: F401
from sponsorship.reconciliation import models as reconciliation  # noqa: F401
from sponsorship.review import models as review  # noqa: F401
from sponsorship.saved import models as saved  # noqa: F401
from sponsorship.selfcheck import models as selfcheck  # noqa: F401
from sponsorship.sponsorships import models as sponsorships  # noqa: F401
from sponsorship.staff import models as staff  # noqa: F401
from sponsorship.stamps import Stamp as Stamp
from sponsorship.supplements import models as supplements  # noqa: F401
from sponsorship.suspense import models as suspense  # noqa: F401
from sponsorship.taxes import models as taxes  # noqa: F401
from sponsorship.tiers import models as tiers  # noqa: F401
from sponsorship.vitals import models as vitals  # noqa: F401

metadata = Base.metadata

ALTER TABLE document DROP CONSTRAINT ck_document_documentkind;

-- next statement
ALTER TABLE document ADD CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'price_list', 'statement', 'sponsor_report', 'payment_receipt'));

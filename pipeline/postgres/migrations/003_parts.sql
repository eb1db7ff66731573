-- Documents of several files; places in sheets, paragraphs and files.
ALTER TABLE qingdan.documents ADD COLUMN "source_parts" text[];
COMMENT ON COLUMN qingdan.documents."source_parts" IS '源文件各部分';
ALTER TABLE qingdan.items ADD COLUMN "source_files" text[];
COMMENT ON COLUMN qingdan.items."source_files" IS '所在文件';
ALTER TABLE qingdan.findings
    ADD COLUMN "paragraph" integer, ADD COLUMN "sheet" text, ADD COLUMN "file" text;
COMMENT ON COLUMN qingdan.findings."paragraph" IS '段';
COMMENT ON COLUMN qingdan.findings."sheet" IS '工作表';
COMMENT ON COLUMN qingdan.findings."file" IS '文件';

DROP VIEW qingdan.current_documents;
CREATE VIEW qingdan.current_documents AS
    SELECT place_id, revision_id, documents."document_id", "title", "province", "prefecture", "county", "township", "region_code", "published", "url", "retrieved", "revision_of", "source_path", "source_sha256", "source_media_type", "source_pages", "source_parts"
    FROM qingdan.documents JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_documents IS '现行清单';

DROP VIEW qingdan.current_items;
CREATE VIEW qingdan.current_items AS
    SELECT place_id, revision_id, "item_id", items."document_id", "list", "seq", "seq_printed", "category", "name", "category_as_printed", "name_as_printed", "remark", "source_pages", "source_lines", "source_files"
    FROM qingdan.items JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_items IS '现行事项';

DROP VIEW qingdan.current_findings;
CREATE VIEW qingdan.current_findings AS
    SELECT place_id, revision_id, "finding_id", findings."document_id", "item_id", "severity", "code", "page", "line", "paragraph", "sheet", "file", "list", "seq", "column", "position", "where", "message", "original", "normalised"
    FROM qingdan.findings JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_findings IS '现行疑点';

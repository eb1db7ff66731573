-- Why bodies are responsible, by id; where a finding is, column by column.
ALTER TABLE qingdan.duties ADD COLUMN "basis" text, ADD COLUMN "and_others" boolean;
COMMENT ON COLUMN qingdan.duties."basis" IS '责任依据';
COMMENT ON COLUMN qingdan.duties."and_others" IS '含其他部门';

CREATE TABLE qingdan.duty_departments (
    revision_id integer NOT NULL REFERENCES qingdan.revisions,
    "duty_id" text NOT NULL,
    "department_id" text NOT NULL,
    "basis" text,
    "and_others" boolean,
    PRIMARY KEY ("revision_id", "duty_id", "department_id"),
    FOREIGN KEY ("revision_id", "duty_id") REFERENCES qingdan.duties,
    FOREIGN KEY ("revision_id", "department_id") REFERENCES qingdan.departments
);
COMMENT ON TABLE qingdan.duty_departments IS '职责与责任部门（各版本）';
COMMENT ON COLUMN qingdan.duty_departments.revision_id IS '版本标识';
COMMENT ON COLUMN qingdan.duty_departments."duty_id" IS '职责标识';
COMMENT ON COLUMN qingdan.duty_departments."department_id" IS '部门标识';
COMMENT ON COLUMN qingdan.duty_departments."basis" IS '责任依据';
COMMENT ON COLUMN qingdan.duty_departments."and_others" IS '含其他部门';
CREATE INDEX duty_departments_department ON qingdan.duty_departments (revision_id, department_id);

ALTER TABLE qingdan.findings
    ADD COLUMN "page" integer, ADD COLUMN "line" integer, ADD COLUMN "list" text,
    ADD COLUMN "seq" text, ADD COLUMN "column" text, ADD COLUMN "position" integer;
COMMENT ON COLUMN qingdan.findings."page" IS '页';
COMMENT ON COLUMN qingdan.findings."line" IS '行';
COMMENT ON COLUMN qingdan.findings."list" IS '清单';
COMMENT ON COLUMN qingdan.findings."seq" IS '印刷序号';
COMMENT ON COLUMN qingdan.findings."column" IS '栏';
COMMENT ON COLUMN qingdan.findings."position" IS '第几条';

DROP VIEW qingdan.current_duties;
CREATE VIEW qingdan.current_duties AS
    SELECT place_id, revision_id, "duty_id", "item_id", "side", "position", "heading", "heading_kind", "ordinal", "ordinal_inferred", "text", "responsible", "basis", "and_others", "outer_heading", "number_as_printed", "heading_as_printed", "text_as_printed"
    FROM qingdan.duties JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_duties IS '现行分项职责';

CREATE VIEW qingdan.current_duty_departments AS
    SELECT place_id, revision_id, "duty_id", "department_id", "basis", "and_others"
    FROM qingdan.duty_departments JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_duty_departments IS '现行职责与责任部门';

DROP VIEW qingdan.current_findings;
CREATE VIEW qingdan.current_findings AS
    SELECT place_id, revision_id, "finding_id", findings."document_id", "item_id", "severity", "code", "page", "line", "list", "seq", "column", "position", "where", "message", "original", "normalised"
    FROM qingdan.findings JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_findings IS '现行疑点';

-- The first shape of the schema: every revision of every list, the current one as views, and what
-- changed. Comments on tables and columns are what a database browser shows to a person.

CREATE TABLE qingdan.places (
    place_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    province text, prefecture text, county text, township text, region_code text
);
COMMENT ON TABLE qingdan.places IS '地方：一个乡镇（街道）历年的清单归在一处';
COMMENT ON COLUMN qingdan.places.place_id IS '地方标识';
COMMENT ON COLUMN qingdan.places.province IS '省级';
COMMENT ON COLUMN qingdan.places.prefecture IS '地级';
COMMENT ON COLUMN qingdan.places.county IS '县级';
COMMENT ON COLUMN qingdan.places.township IS '乡级';
COMMENT ON COLUMN qingdan.places.region_code IS '区划代码';

CREATE TABLE qingdan.revisions (
    revision_id integer PRIMARY KEY,
    place_id integer NOT NULL REFERENCES qingdan.places,
    document_id text NOT NULL,
    digest character(64) NOT NULL,
    valid_from date,
    valid_to date,
    superseded_by integer REFERENCES qingdan.revisions,
    is_current boolean NOT NULL DEFAULT false,
    document jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX revisions_current ON qingdan.revisions (place_id) WHERE is_current;
CREATE INDEX revisions_document ON qingdan.revisions (document_id);
COMMENT ON TABLE qingdan.revisions IS '版本：装入过的每一版清单，只增不删';
COMMENT ON COLUMN qingdan.revisions.revision_id IS '版本标识，按装入先后从 1 起';
COMMENT ON COLUMN qingdan.revisions.place_id IS '地方标识';
COMMENT ON COLUMN qingdan.revisions.document_id IS '清单标识';
COMMENT ON COLUMN qingdan.revisions.digest IS '清单 JSON 的 sha256，相同则不重复装入';
COMMENT ON COLUMN qingdan.revisions.valid_from IS '生效日：发布年月的第一天；未注明发布年月的为空';
COMMENT ON COLUMN qingdan.revisions.valid_to IS '失效日（不含）：后一版的生效日；现行版为空';
COMMENT ON COLUMN qingdan.revisions.superseded_by IS '被哪个版本更正：同一份清单重新生成后装入的版本';
COMMENT ON COLUMN qingdan.revisions.is_current IS '是否现行版';
COMMENT ON COLUMN qingdan.revisions.document IS '清单全文（JSON）';
COMMENT ON COLUMN qingdan.revisions.recorded_at IS '装入时间';

CREATE TABLE qingdan.changes (
    seq bigint PRIMARY KEY,
    place_id integer NOT NULL REFERENCES qingdan.places,
    revision_id integer NOT NULL REFERENCES qingdan.revisions,
    previous_revision_id integer REFERENCES qingdan.revisions,
    event text NOT NULL,
    kinds text[] NOT NULL,
    data jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE qingdan.changes IS '变更：现行清单的每次变动，只增不改；订阅方按序号往后读';
COMMENT ON COLUMN qingdan.changes.seq IS '序号，从 1 起连续';
COMMENT ON COLUMN qingdan.changes.place_id IS '地方标识';
COMMENT ON COLUMN qingdan.changes.revision_id IS '变更后的版本';
COMMENT ON COLUMN qingdan.changes.previous_revision_id IS '变更前的版本；首次装入为空';
COMMENT ON COLUMN qingdan.changes.event IS 'revision 换版，change 事项变更';
COMMENT ON COLUMN qingdan.changes.kinds IS '变更类型（added、removed、renamed 等）';
COMMENT ON COLUMN qingdan.changes.data IS '变更内容：delete 是空出的位置，put 是写入的事项';
COMMENT ON COLUMN qingdan.changes.recorded_at IS '记录时间';

CREATE FUNCTION qingdan.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'qingdan.% 只能追加，不能修改或删除', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON qingdan.changes
    FOR EACH STATEMENT EXECUTE FUNCTION qingdan.refuse();

CREATE TABLE qingdan.documents (
    revision_id integer NOT NULL REFERENCES qingdan.revisions,
    "document_id" text NOT NULL,
    "title" text,
    "province" text,
    "prefecture" text,
    "county" text,
    "township" text,
    "region_code" text,
    "published" text,
    "url" text,
    "retrieved" text,
    "revision_of" text,
    "source_path" text,
    "source_sha256" text,
    "source_media_type" text,
    "source_pages" integer,
    PRIMARY KEY ("revision_id", "document_id")
);
COMMENT ON TABLE qingdan.documents IS '清单（各版本）';
COMMENT ON COLUMN qingdan.documents.revision_id IS '版本标识';
COMMENT ON COLUMN qingdan.documents."document_id" IS '清单标识';
COMMENT ON COLUMN qingdan.documents."title" IS '标题';
COMMENT ON COLUMN qingdan.documents."province" IS '省级';
COMMENT ON COLUMN qingdan.documents."prefecture" IS '地级';
COMMENT ON COLUMN qingdan.documents."county" IS '县级';
COMMENT ON COLUMN qingdan.documents."township" IS '乡级';
COMMENT ON COLUMN qingdan.documents."region_code" IS '区划代码';
COMMENT ON COLUMN qingdan.documents."published" IS '发布年月';
COMMENT ON COLUMN qingdan.documents."url" IS '网址';
COMMENT ON COLUMN qingdan.documents."retrieved" IS '获取日期';
COMMENT ON COLUMN qingdan.documents."revision_of" IS '前一版';
COMMENT ON COLUMN qingdan.documents."source_path" IS '源文件';
COMMENT ON COLUMN qingdan.documents."source_sha256" IS '源文件校验值';
COMMENT ON COLUMN qingdan.documents."source_media_type" IS '源文件类型';
COMMENT ON COLUMN qingdan.documents."source_pages" IS '源文件页数';

CREATE TABLE qingdan.items (
    revision_id integer NOT NULL REFERENCES qingdan.revisions,
    "item_id" text NOT NULL,
    "document_id" text,
    "list" text,
    "seq" integer,
    "seq_printed" text,
    "category" text,
    "name" text,
    "category_as_printed" text,
    "name_as_printed" text,
    "remark" text,
    "source_pages" integer[],
    "source_lines" integer[],
    PRIMARY KEY ("revision_id", "item_id"),
    FOREIGN KEY ("revision_id", "document_id") REFERENCES qingdan.documents
);
COMMENT ON TABLE qingdan.items IS '事项（各版本）';
COMMENT ON COLUMN qingdan.items.revision_id IS '版本标识';
COMMENT ON COLUMN qingdan.items."item_id" IS '事项标识';
COMMENT ON COLUMN qingdan.items."document_id" IS '清单标识';
COMMENT ON COLUMN qingdan.items."list" IS '清单';
COMMENT ON COLUMN qingdan.items."seq" IS '序号';
COMMENT ON COLUMN qingdan.items."seq_printed" IS '印刷序号';
COMMENT ON COLUMN qingdan.items."category" IS '事项类别';
COMMENT ON COLUMN qingdan.items."name" IS '事项名称';
COMMENT ON COLUMN qingdan.items."category_as_printed" IS '原文类别';
COMMENT ON COLUMN qingdan.items."name_as_printed" IS '原文名称';
COMMENT ON COLUMN qingdan.items."remark" IS '备注';
COMMENT ON COLUMN qingdan.items."source_pages" IS '页码';
COMMENT ON COLUMN qingdan.items."source_lines" IS '行号';

CREATE TABLE qingdan.departments (
    revision_id integer NOT NULL REFERENCES qingdan.revisions,
    "department_id" text NOT NULL,
    "name" text,
    "kind" text,
    "level" text,
    "predecessor" text,
    "successor" text,
    PRIMARY KEY ("revision_id", "department_id")
);
COMMENT ON TABLE qingdan.departments IS '部门（各版本）';
COMMENT ON COLUMN qingdan.departments.revision_id IS '版本标识';
COMMENT ON COLUMN qingdan.departments."department_id" IS '部门标识';
COMMENT ON COLUMN qingdan.departments."name" IS '部门名称';
COMMENT ON COLUMN qingdan.departments."kind" IS '性质';
COMMENT ON COLUMN qingdan.departments."level" IS '层级';
COMMENT ON COLUMN qingdan.departments."predecessor" IS '前身';
COMMENT ON COLUMN qingdan.departments."successor" IS '后继';

CREATE TABLE qingdan.duties (
    revision_id integer NOT NULL REFERENCES qingdan.revisions,
    "duty_id" text NOT NULL,
    "item_id" text,
    "side" text,
    "position" integer,
    "heading" text,
    "heading_kind" text,
    "ordinal" integer,
    "ordinal_inferred" boolean,
    "text" text,
    "responsible" text[],
    "outer_heading" text,
    "number_as_printed" text,
    "heading_as_printed" text,
    "text_as_printed" text,
    PRIMARY KEY ("revision_id", "duty_id"),
    FOREIGN KEY ("revision_id", "item_id") REFERENCES qingdan.items
);
COMMENT ON TABLE qingdan.duties IS '分项职责（各版本）';
COMMENT ON COLUMN qingdan.duties.revision_id IS '版本标识';
COMMENT ON COLUMN qingdan.duties."duty_id" IS '职责标识';
COMMENT ON COLUMN qingdan.duties."item_id" IS '事项标识';
COMMENT ON COLUMN qingdan.duties."side" IS '所在栏';
COMMENT ON COLUMN qingdan.duties."position" IS '位置';
COMMENT ON COLUMN qingdan.duties."heading" IS '小标题';
COMMENT ON COLUMN qingdan.duties."heading_kind" IS '小标题类型';
COMMENT ON COLUMN qingdan.duties."ordinal" IS '编号';
COMMENT ON COLUMN qingdan.duties."ordinal_inferred" IS '编号为推定';
COMMENT ON COLUMN qingdan.duties."text" IS '职责内容';
COMMENT ON COLUMN qingdan.duties."responsible" IS '责任部门';
COMMENT ON COLUMN qingdan.duties."outer_heading" IS '上级小标题';
COMMENT ON COLUMN qingdan.duties."number_as_printed" IS '原文编号';
COMMENT ON COLUMN qingdan.duties."heading_as_printed" IS '原文小标题';
COMMENT ON COLUMN qingdan.duties."text_as_printed" IS '原文内容';

CREATE TABLE qingdan.item_departments (
    revision_id integer NOT NULL REFERENCES qingdan.revisions,
    "item_id" text NOT NULL,
    "position" integer NOT NULL,
    "department_id" text,
    "name" text,
    "as_printed" text,
    "and_others" boolean,
    PRIMARY KEY ("revision_id", "item_id", "position"),
    FOREIGN KEY ("revision_id", "item_id") REFERENCES qingdan.items,
    FOREIGN KEY ("revision_id", "department_id") REFERENCES qingdan.departments
);
COMMENT ON TABLE qingdan.item_departments IS '事项与部门（各版本）';
COMMENT ON COLUMN qingdan.item_departments.revision_id IS '版本标识';
COMMENT ON COLUMN qingdan.item_departments."item_id" IS '事项标识';
COMMENT ON COLUMN qingdan.item_departments."position" IS '位置';
COMMENT ON COLUMN qingdan.item_departments."department_id" IS '部门标识';
COMMENT ON COLUMN qingdan.item_departments."name" IS '部门名称';
COMMENT ON COLUMN qingdan.item_departments."as_printed" IS '原文名称';
COMMENT ON COLUMN qingdan.item_departments."and_others" IS '含其他部门';

CREATE TABLE qingdan.findings (
    revision_id integer NOT NULL REFERENCES qingdan.revisions,
    "finding_id" text NOT NULL,
    "document_id" text,
    "item_id" text,
    "severity" text,
    "code" text,
    "where" text,
    "message" text,
    "original" text,
    "normalised" text,
    PRIMARY KEY ("revision_id", "finding_id"),
    FOREIGN KEY ("revision_id", "document_id") REFERENCES qingdan.documents,
    FOREIGN KEY ("revision_id", "item_id") REFERENCES qingdan.items
);
COMMENT ON TABLE qingdan.findings IS '疑点（各版本）';
COMMENT ON COLUMN qingdan.findings.revision_id IS '版本标识';
COMMENT ON COLUMN qingdan.findings."finding_id" IS '疑点标识';
COMMENT ON COLUMN qingdan.findings."document_id" IS '清单标识';
COMMENT ON COLUMN qingdan.findings."item_id" IS '事项标识';
COMMENT ON COLUMN qingdan.findings."severity" IS '级别';
COMMENT ON COLUMN qingdan.findings."code" IS '代码';
COMMENT ON COLUMN qingdan.findings."where" IS '位置';
COMMENT ON COLUMN qingdan.findings."message" IS '说明';
COMMENT ON COLUMN qingdan.findings."original" IS '原文';
COMMENT ON COLUMN qingdan.findings."normalised" IS '规范后';

CREATE INDEX duties_item ON qingdan.duties (revision_id, item_id);
CREATE INDEX item_departments_department ON qingdan.item_departments (revision_id, department_id);
CREATE INDEX findings_item ON qingdan.findings (revision_id, item_id);

CREATE VIEW qingdan.current_documents AS
    SELECT place_id, revision_id, documents."document_id", "title", "province", "prefecture", "county", "township", "region_code", "published", "url", "retrieved", "revision_of", "source_path", "source_sha256", "source_media_type", "source_pages"
    FROM qingdan.documents JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_documents IS '现行清单';

CREATE VIEW qingdan.current_items AS
    SELECT place_id, revision_id, "item_id", items."document_id", "list", "seq", "seq_printed", "category", "name", "category_as_printed", "name_as_printed", "remark", "source_pages", "source_lines"
    FROM qingdan.items JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_items IS '现行事项';

CREATE VIEW qingdan.current_departments AS
    SELECT place_id, revision_id, "department_id", "name", "kind", "level", "predecessor", "successor"
    FROM qingdan.departments JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_departments IS '现行部门';

CREATE VIEW qingdan.current_duties AS
    SELECT place_id, revision_id, "duty_id", "item_id", "side", "position", "heading", "heading_kind", "ordinal", "ordinal_inferred", "text", "responsible", "outer_heading", "number_as_printed", "heading_as_printed", "text_as_printed"
    FROM qingdan.duties JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_duties IS '现行分项职责';

CREATE VIEW qingdan.current_item_departments AS
    SELECT place_id, revision_id, "item_id", "position", "department_id", "name", "as_printed", "and_others"
    FROM qingdan.item_departments JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_item_departments IS '现行事项与部门';

CREATE VIEW qingdan.current_findings AS
    SELECT place_id, revision_id, "finding_id", findings."document_id", "item_id", "severity", "code", "where", "message", "original", "normalised"
    FROM qingdan.findings JOIN qingdan.revisions USING (revision_id)
    WHERE is_current;
COMMENT ON VIEW qingdan.current_findings IS '现行疑点';

CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;

-- One row: what holds for the whole store.
CREATE TABLE store (
    only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    -- What processes know the store by, whatever address they have it from.
    identity     uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Of all embeddings, and the index over them: since the first one.
    dimension    integer,
    vector_index text,
    language     text NOT NULL
);

-- What is known of each namespace without counting: kept by every write, in its transaction, under the row's lock.
-- Expired memories count until they are swept.
CREATE TABLE namespace (
    name     text COLLATE "C" PRIMARY KEY,
    memories bigint NOT NULL DEFAULT 0,
    embedded bigint NOT NULL DEFAULT 0,
    passages bigint NOT NULL DEFAULT 0,
    terms    bigint NOT NULL DEFAULT 0
);

CREATE TABLE memory (
    namespace  text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    type       text COLLATE "C" NOT NULL,
    content    text NOT NULL,
    -- As it was written, and in a form that can be asked.
    metadata   json NOT NULL,
    facts      jsonb GENERATED ALWAYS AS (metadata::jsonb) STORED,
    session    text COLLATE "C",
    sequence   bigint,
    actor      text COLLATE "C",
    importance double precision NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    expires_at timestamptz,
    version    bigint NOT NULL,
    -- Of the content, for ranking: how many words, and whether it ends as a question.
    words      integer NOT NULL,
    asks       boolean NOT NULL,
    -- Of the content's passages, for the namespace's sums.
    passages   integer NOT NULL,
    terms      integer NOT NULL,
    -- Size of the memory without its embedding, for pages that end early.
    size       bigint NOT NULL,
    embedded   boolean NOT NULL,
    PRIMARY KEY (namespace, id)
);
CREATE INDEX memory_by_created_at ON memory (namespace, created_at DESC, id DESC);
CREATE INDEX memory_by_type ON memory (namespace, type);
CREATE INDEX memory_by_session ON memory (namespace, session, sequence, id) WHERE session IS NOT NULL;
CREATE INDEX memory_by_expiry ON memory (namespace, expires_at) WHERE expires_at IS NOT NULL;

-- Last-access times, which change often, away from rows that are wide.
CREATE TABLE access (
    namespace     text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    last_accessed timestamptz NOT NULL,
    PRIMARY KEY (namespace, id)
) WITH (fillfactor = 80);
CREATE INDEX access_by_time ON access (namespace, last_accessed);

-- Embeddings, away from what filters read. Inline: the planner does not know what an embedding elsewhere costs.
-- The type gets its dimension, and the index is made, with the first embedding.
CREATE TABLE embedding (
    namespace text COLLATE "C" NOT NULL,
    id        uuid NOT NULL,
    vector    vector NOT NULL,
    -- The components as given, where they are too large or too small for single precision to compare: then the
    -- vector has their direction at length 1.
    original  real[],
    PRIMARY KEY (namespace, id)
) WITH (toast_tuple_target = 8160);
ALTER TABLE embedding ALTER COLUMN vector SET STORAGE PLAIN;

-- The terms of contents by passages. Each term stands as often as it occurs, with its namespace before it: so the
-- index leads to one namespace's passages only.
CREATE TABLE passage (
    namespace text COLLATE "C" NOT NULL,
    id        uuid NOT NULL,
    place     integer NOT NULL,
    length    integer NOT NULL,
    terms     tsvector NOT NULL,
    PRIMARY KEY (namespace, id, place)
);
-- Without a list of what is still to be taken in, which every search would have to read through.
CREATE INDEX passage_by_term ON passage USING gin (terms) WITH (fastupdate = off);

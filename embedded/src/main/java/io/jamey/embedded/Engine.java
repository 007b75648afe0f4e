package io.jamey.embedded;

import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.embedded.records.RecordFile;
import io.jamey.words.WordAnalyzer;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of an open store, which its operations share.
record Engine(
        RecordFile records,
        FixedDimension dimension,
        Residents residents,
        VectorCache vectors,
        WordAnalyzer words,
        InstantSource clock)
        implements Residents.Source {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /// The index of a namespace, made if it is not in memory; to be closed after use.
    Residents.Lease lease(Namespace namespace) {
        return residents.lease(namespace, this);
    }

    @Override
    public NamespaceIndex load(Namespace namespace) {
        return new IndexLoader(this, namespace, () -> false).load();
    }

    @Override
    public void save(Namespace namespace, NamespaceIndex index) {
        try {
            new SavedIndex(this, namespace).save(index);
        } catch (MemoryException e) {
            LOG.warn("an index was not saved, so loading it will take longer: {}", e.getMessage());
        }
    }
}

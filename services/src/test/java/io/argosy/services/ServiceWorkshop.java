package io.argosy.services;

import io.argosy.control.operations.Workshop;
import java.io.IOException;
import java.nio.file.Path;

/// A workshop that has services as well.
final class ServiceWorkshop {
    private ServiceWorkshop() {}

    static Workshop opened(Path folder) throws IOException {
        var workshop = new Workshop(folder);
        workshop.operations().addAll(ServiceOperations.all(workshop.clusters(), workshop.settings(), workshop::id));
        return workshop;
    }
}

package io.argosy.docker;

import java.util.LinkedHashMap;
import java.util.Map;

/// A volume to be made; an empty driver means the local one.
public record VolumeRequest(String name, String driver, Map<String, String> options, Map<String, String> labels) {
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Name", name);
        body.put("Driver", driver.isEmpty() ? "local" : driver);
        body.put("DriverOpts", options);
        body.put("Labels", labels);
        return body;
    }
}

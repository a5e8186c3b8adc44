"""From text to a scenario: files, positions, `extends`, the schema's verdict and the checks beyond it."""

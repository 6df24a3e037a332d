"""Machine-readable outputs of a base. Standards of other systems live here, never inside the model."""

# The shop as one image; compose.yaml runs it as web, worker and beat.
FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data STATIC_ROOT=/shop/static HOST=0.0.0.0 PORT=8000
WORKDIR /shop
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# Building needs neither the database nor the secret; these are not kept.
RUN DATABASE_URL=postgres://none/none REDIS_URL=redis://none SECRET_KEY=only-while-building \
    sh -c "python manage.py compilemessages && python manage.py collectstatic --noinput" \
    && useradd --system shop && mkdir -p /data && chown shop /data
USER shop
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config", "python:minishop.serving.gunicorn", "minishop.wsgi"]
